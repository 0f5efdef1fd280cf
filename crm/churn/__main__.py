"""Score a table of orders: `python -m crm.churn --cutoff 1998-03-31 --horizon 91 < orders.csv > risk.csv`.

In: customer,date,amount (dates as 2026-11-22). Out: customer,orders,last,risk,level for everybody with at
least two orders by the cutoff (orders of one day are one). Nothing after the cutoff is used.
"""

import argparse
import csv
import sys
from datetime import date

from crm.churn.levels import level
from crm.churn.model import fit, risk
from crm.churn.rhythm import hindcast, rhythms


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m crm.churn", description=__doc__)
    parser.add_argument("--cutoff", type=date.fromisoformat, required=True, help="the last day that is known")
    parser.add_argument("--horizon", type=int, required=True, help="days after it to look ahead")
    asked = parser.parse_args()
    if asked.horizon < 1:
        parser.error("--horizon must be at least one day")
    rows = csv.DictReader(sys.stdin)
    if missing := {"customer", "date"} - set(rows.fieldnames or ()):
        parser.error(f"the table has no column {' or '.join(sorted(missing))}")
    try:
        orders = [(row["customer"], date.fromisoformat(row["date"])) for row in rows]
    except (TypeError, ValueError) as wrong:
        parser.error(f"line {rows.line_num}: {wrong}")
    found = rhythms(orders, asked.cutoff)
    fitted = fit(hindcast(orders, asked.cutoff, asked.horizon), asked.horizon)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("customer", "orders", "last", "risk", "level"))
    for customer, one in sorted(found.items()):
        if one.repeats:
            at = risk(fitted, one, asked.horizon)
            writer.writerow((customer, one.orders, one.last, f"{at:.6f}", level(at)))


if __name__ == "__main__":
    main()
