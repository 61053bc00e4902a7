"""The output `slides`: the report as key-takeaway slides, 16:9, as one HTML file and as a PDF.

A slide has fixed places (`geometry`), so everything on it is measured before it is laid out: text takes the first size of a
ladder at which it fits and is never smaller than 10 pt (`fitting`); what does not fit at a legible size goes on another slide
(`packing`). Each block of the document becomes pieces that know their height, by a rule of its type (`pieces`).
"""
