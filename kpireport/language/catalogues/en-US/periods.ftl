# American dates.

date-day = MMMM{"\u00A0"}d, y
date-day-short = MMM{"\u00A0"}d, y
date-day-month = MMM{"\u00A0"}d
date-day-month-long = MMMM{"\u00A0"}d
period-days-of-month = { $first_day } – { $last_day }
