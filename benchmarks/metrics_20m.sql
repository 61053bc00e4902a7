-- What an analyst writes by hand for the same sums: one statement with a grouping set for each breakdown.
select date_trunc('month', order_date) as month,
       channel,
       device,
       country,
       grouping(channel, device, country) as breakdown,
       count(*) as lines,
       sum(revenue) as revenue,
       sum(quantity) as units,
       sum(case when is_new = 1 then revenue else 0 end) as new_revenue,
       count(revenue) as paid_lines
from orders
group by grouping sets ((month), (month, channel), (month, device), (month, country))
