"""Benchmarks beside others, in one run and as ratios: `make bench`. Nothing leaves the machine."""
