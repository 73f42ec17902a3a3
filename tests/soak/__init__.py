"""Hours of everything at once against one server: good clients, writers, runaways, hostile ones, and those who leave."""
