"""Thai text: digits, Buddhist-era dates, sorting, word breaks, names."""
