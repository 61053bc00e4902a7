# Dates and periods. The date-* messages are CLDR patterns, not sentences. A period-* message names a period; the same
# id with -when behind it is the period as a time ("in October 2026"), and other languages add cases (-gen, -dat, -ins).
# $nom is the name; $month, $quarter and $week are numbers, $year is a text, $genitive is the month in the genitive, as CLDR has it.

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

period-day-when = on { $nom }
period-month-when = in { $nom }

period-quarter = Q{ $quarter }{"\u00A0"}{ $year }
period-quarter-when = in { $nom }
period-week = Week{"\u00A0"}{ $week }, { $year }
period-week-when = in { UNCAP($nom) }
period-year = { $year }
period-year-when = in { $nom }
period-fiscal-quarter = Q{ $quarter }{"\u00A0"}FY{ $year }
period-fiscal-quarter-when = in { $nom }
period-fiscal-year = Fiscal year{"\u00A0"}{ $year }
period-fiscal-year-when = in { UNCAP($nom) }
period-fiscal-year-short = FY{ $year }

# $first and $last are numbers of days or days without a year, $first_day and $last_day whole dates, $month the month.
period-days-of-month = { $first }–{ $last_day }
period-days-of-year = { $first } – { $last_day }
period-days = { $first_day } – { $last_day }
period-span-when = on { $nom }
period-versus = vs{"\u00A0"}{ $label }
