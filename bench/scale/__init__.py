"""A company of a million customers on PostgreSQL: found, asked and assessed as fast as one of a thousand?

python -m bench.scale                 finding, 1,000 beside 1,000,000
python -m bench.scale --passes        the nightly passes, the daily reports and questions too
"""
