"""SAF-T Financial (NO) 1.10, 1.20 and 1.30, the Norwegian form of the OECD's Standard Audit File."""
