"""The pages for people, in both languages, and the frame that all of them share."""
