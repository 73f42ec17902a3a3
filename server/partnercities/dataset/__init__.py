"""What we hold: files of Turtle, the graphs they fill, what follows from them, and the merge of all."""
