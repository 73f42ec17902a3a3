"""The engine of shapes: shapes become plans once, data becomes tables once, and plans are carried out over tables by sets."""
