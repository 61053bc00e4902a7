# Dates and periods. The date-* messages are CLDR patterns, not sentences.

date-day = d{"\u00A0"}MMMM y
date-day-short = d{"\u00A0"}MMM y
date-day-month = d{"\u00A0"}MMM
date-day-month-long = d{"\u00A0"}MMMM
date-month = LLLL y
date-month-short = LLL y
date-month-name = LLLL
date-month-name-short = LLL
date-weekday = EEEE
date-weekday-short = EEE

period-quarter = Q{ $quarter }{"\u00A0"}{ $year }
period-week = Week{"\u00A0"}{ $week }, { $year }
period-fiscal-year = Fiscal year{"\u00A0"}{ $year }
# $first is the number of the first day, $first_day its full date; use one of them.
period-days-of-month = { $first }–{ $last }
period-days = { $first } – { $last }
period-versus = vs{"\u00A0"}{ $label }
