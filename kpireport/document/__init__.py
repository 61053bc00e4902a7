"""The document: from computed facts to finished pages as pure data, which renderers only lay out.

The way: `presets` and `checks` lay out the sections that the data can feed, `needs` says what to compute for them,
`compose` turns the facts into a `ReportDocument`, `report_json` keeps it. `model` is the contract with the renderers,
`blocks` what a spec may write.
"""
