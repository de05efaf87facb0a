"""What `make bench-nlu` compares. Each trains and parses in processes of its own, driven by public_data.py.

A contestant is a command that is called twice, with `train FOLDER` and `parse FOLDER`. It reads the folder's
`train.json` (rows of text and intent) or `texts.json` (a list), keeps its model in the folder, and writes
`train.out` ({"seconds", "cpu_seconds"}) or `parse.out` ({"found": rows of intent and confidence, "p50_ms",
"resident_mb"}).
"""
