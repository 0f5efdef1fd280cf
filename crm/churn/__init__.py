"""Who may stop buying: BG/NBD (Fader, Hardie, Lee 2005) on the dates of orders. See docs/adr/0012.

`python -m crm.churn --cutoff DATE --horizon DAYS < orders.csv > risk.csv`
"""
