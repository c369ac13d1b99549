"""The only Qt: session, windows, forms, widgets."""
