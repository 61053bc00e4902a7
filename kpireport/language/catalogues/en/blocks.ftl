# Words and sentences of single blocks: comparison, waterfall, small multiples, funnel and cohort tables, next steps, events,
# appendix. $metric is a metric's name; values, sizes and labels are finished texts.

doc-names-in-full = Names in full: { $names }
doc-comparison-name = { CAP($label) } beside the other periods
doc-one-scale = One scale for all.

# -- waterfall. $change and $part are signed amounts.

doc-waterfall-factors = { CAP($metric) } by { $factors }
doc-waterfall-most = { CAP($metric) }: { $change } on { $label }; { $member } did most, { $part }
doc-waterfall-level = { CAP($metric) } did not change on { $label }
doc-waterfall-rest = Not explained
doc-waterfall-rest-note = The factors do not multiply to exactly { UNCAP($metric) }; the difference is shown as not explained.
doc-waterfall-no-base = { $name }: nothing to compare { $label } with.
doc-waterfall-no-parts = { $name }: the parts do not make up the whole in { $label }, so the change has no exact split.

# -- funnel tables

doc-funnel-step-column = Step
doc-funnel-of-before = Of step before
doc-funnel-of-first = Of first step
doc-funnel-weakest = weakest step

# -- cohort tables. $k and $n count steps of time since the beginning.

doc-cohort-day = { $rate } of those who began were there { $k ->
    [one] { $k } day
   *[other] { $k } days
} later, { $later } after { $n } days
doc-cohort-week = { $rate } of those who began were there { $k ->
    [one] { $k } week
   *[other] { $k } weeks
} later, { $later } after { $n } weeks
doc-cohort-month = { $rate } of those who began were there { $k ->
    [one] { $k } month
   *[other] { $k } months
} later, { $later } after { $n } months
doc-cohort-quarter = { $rate } of those who began were there { $k ->
    [one] { $k } quarter
   *[other] { $k } quarters
} later, { $later } after { $n } quarters
doc-cohort-year = { $rate } of those who began were there { $k ->
    [one] { $k } year
   *[other] { $k } years
} later, { $later } after { $n } years
doc-cohort-one-day = { $rate } of those who began were there { $k ->
    [one] { $k } day
   *[other] { $k } days
} later
doc-cohort-one-week = { $rate } of those who began were there { $k ->
    [one] { $k } week
   *[other] { $k } weeks
} later
doc-cohort-one-month = { $rate } of those who began were there { $k ->
    [one] { $k } month
   *[other] { $k } months
} later
doc-cohort-one-quarter = { $rate } of those who began were there { $k ->
    [one] { $k } quarter
   *[other] { $k } quarters
} later
doc-cohort-one-year = { $rate } of those who began were there { $k ->
    [one] { $k } year
   *[other] { $k } years
} later
doc-cohort-columns-day = Columns: days since the beginning; cells: share of the first day, the darker the higher
doc-cohort-columns-week = Columns: weeks since the beginning; cells: share of the first week, the darker the higher
doc-cohort-columns-month = Columns: months since the beginning; cells: share of the first month, the darker the higher
doc-cohort-columns-quarter = Columns: quarters since the beginning; cells: share of the first quarter, the darker the higher
doc-cohort-columns-year = Columns: years since the beginning; cells: share of the first year, the darker the higher
doc-cohort-all = All
doc-cohort-mean = All: the sum of those still there over the sum of those who began, so that large groups weigh more.

# -- next steps and events. $open counts what is neither done nor cancelled.

doc-steps = { $n ->
    [one] { $n } step
   *[other] { $n } steps
} agreed, { $open ->
    [0] none open
   *[other] { $open } open
}
doc-steps-overdue = { $n } overdue
doc-events-name = What happened
doc-events-none = No event is noted for { $label }.
doc-one-point = { $name }: only { $label } has data, which is no course yet.

# -- appendix

doc-appendix-message = What the { $n ->
    [one] figure
   *[other] { $n } figures
} of this report mean
ui-overdue = Overdue
ui-step-open = Open
ui-step-in-progress = In progress
ui-step-done = Done
ui-step-cancelled = Cancelled
ui-owner = Who
ui-due = By
ui-step = What
ui-measure = How we will see it
ui-date = Date
ui-event = Event
ui-formula = Formula
ui-computed = Computed as
ui-variant = Variant
ui-from = From
ui-unit = Unit
