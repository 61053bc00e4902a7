# Fixed words of a report.

ui-contents = In this report
ui-executive-summary = Executive summary
ui-target = Target
ui-met = met
ui-missed = missed
ui-to-target = To target
ui-change = Change
ui-share = Share
ui-total = Total
ui-other = Other
ui-unassigned = Unassigned
ui-no-data = No data
ui-sources = Sources
ui-source = Source
ui-gives = Gives
ui-rows = Rows
ui-days = Days
ui-state = State
ui-final = Final
ui-provisional = Provisional
ui-notices = Notices
ui-definitions = Definitions
ui-definition = Definition
ui-metric = Metric
ui-page = Page
ui-unfavourable = unfavourable
ui-actual = Actual
ui-report = Performance report
ui-skip = Skip to the report
ui-kpi = KPI
ui-trend = Trend
ui-missing = Left out
ui-how-to-read = How to read the charts
ui-build = This build
ui-year-ago = a year ago
ui-notes = Notes

other-count = Other ({ $n })
prepared-by = Prepared by { $author }
data-to = Data to { $day }
compared-with = Compared with { $labels }
rows-count = { $n ->
    [one] { NUM($n) } row
   *[other] { NUM($n) } rows
}
days-count = { $n ->
    [one] { NUM($n) } day
   *[other] { NUM($n) } days
}
