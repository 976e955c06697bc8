"""Copies made of articles, as other papers print them, and whether they are known as copies."""
