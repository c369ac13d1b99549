"""PDF: the cluster-font text layer and the documents."""
