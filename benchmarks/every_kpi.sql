-- What a person would write for every KPI of all datasets: their sums and counts in three windows, one statement for each
-- dataset and each way of choosing its rows. The KPIs are quotients of these.
create temp table windows as
from (values ('current', date '2026-10-01', date '2026-11-01'),
             ('previous_period', date '2026-09-01', date '2026-10-01'),
             ('same_period_last_year', date '2025-10-01', date '2025-11-01')) as windows(bucket, first, until);

select bucket,
       count(*),
       count(distinct content_id),
       count(distinct content_id) filter (where not persona is null),
       count(distinct content_id) filter (where is_distributed = 1)
from content_items join windows on content_items.published_date >= first and content_items.published_date < until
group by bucket;

select bucket,
       count(*),
       sum(attributed_revenue)
from content_conversions join windows on content_conversions.date >= first and content_conversions.date < until
group by bucket;

select bucket,
       count(*),
       sum(sent),
       sum(unique_opens),
       sum(delivered),
       sum(unique_clicks),
       sum(unsubscribes),
       sum(complaints)
from email_campaigns join windows on email_campaigns.date >= first and email_campaigns.date < until
group by bucket;

select bucket,
       count(*),
       count(distinct recipient_id) filter (where coalesce(is_machine_open, 0) = 0)
from email_opens join windows on email_opens.date >= first and email_opens.date < until
group by bucket;

select bucket,
       count(*),
       sum(case when issues_received > 0 and issues_opened >= 1.0 * issues_received then 1 else 0 end),
       count(distinct period)
from newsletter_engagement join windows on newsletter_engagement.period >= first and newsletter_engagement.period < until
group by bucket;

select bucket,
       count(*),
       sum(subscribers)
from (
  from email_lists join windows on email_lists.snapshot_date >= first and email_lists.snapshot_date < until
  qualify row_number() over (partition by bucket, list order by snapshot_date desc) = 1
)
group by bucket;

select bucket,
       count(*),
       sum(revenue),
       sum(quantity),
       count(distinct customer_id) filter (where channel = 'email' and customer_order_number >= 2),
       count(distinct customer_id) filter (where channel = 'email'),
       count(distinct order_id),
       count(distinct customer_id) filter (where customer_order_number >= 2),
       count(distinct customer_id),
       count(distinct order_id) filter (where is_new_customer = 1 and is_customer_referral = 1),
       count(distinct order_id) filter (where is_new_customer = 1)
from orders join windows on orders.order_date >= first and orders.order_date < until
group by bucket;

select bucket,
       count(*),
       count(lead_id),
       count(lead_id) filter (where is_won = 1),
       count(lead_id) filter (where is_quality = 1),
       count(lead_id) filter (where is_mql = 1 and is_sql = 1),
       count(lead_id) filter (where is_mql = 1),
       count(lead_id) filter (where is_sql = 1 and is_won = 1),
       count(lead_id) filter (where is_sql = 1),
       count(lead_id) filter (where is_sal = 1 and is_won = 1),
       count(lead_id) filter (where is_sal = 1),
       count(lead_id) filter (where is_sql = 1 and is_sal = 1),
       count(lead_id) filter (where is_won = 1 or is_lost = 1),
       sum(handoff_seconds),
       count(handoff_seconds),
       sum(case when is_won = 1 then seconds_to_close end),
       count(case when is_won = 1 then seconds_to_close end),
       count(lead_id) filter (where is_quality = 1 and coalesce(is_bofu, 0) = 0),
       count(lead_id) filter (where is_bofu = 1)
from leads join windows on leads.created_date >= first and leads.created_date < until
group by bucket;

select bucket,
       count(*),
       sum(new_customers),
       sum(leads),
       sum(sessions),
       sum(case when channel = 'organic_search' then sessions else 0 end),
       sum(case when channel = 'organic_social' or (0 = 1 and channel = 'paid_social') then sessions else 0 end),
       sum(case when channel = 'organic_social' then sessions else 0 end),
       sum(case when channel in ('organic_social', 'referral') then sessions else 0 end),
       sum(case when channel = 'direct' then sessions else 0 end),
       sum(case when channel = 'email' then sessions else 0 end),
       sum(case when channel = 'referral' then sessions else 0 end),
       sum(case when channel in ('paid_search', 'paid_social', 'paid_shopping', 'paid_video', 'paid_other', 'display', 'cross_network') then sessions else 0 end),
       sum(case when device in ('mobile', 'tablet') then sessions else 0 end),
       sum(pageviews),
       sum(session_duration_seconds),
       sum(bounces),
       sum(conversions),
       sum(purchases),
       sum(checkouts)
from web_traffic join windows on web_traffic.date >= first and web_traffic.date < until
group by bucket;

select bucket,
       count(*),
       sum(case when not lead_goal is null then leads end),
       sum(lead_goal)
from lead_periods join windows on lead_periods.period >= first and lead_periods.period < until
group by bucket;

select bucket,
       count(*),
       sum(coalesce(media_cost, 0) + coalesce(production_cost, 0)),
       sum(leads),
       sum(conversions),
       sum(visits)
from asset_performance join windows on asset_performance.period >= first and asset_performance.period < until
group by bucket;

select bucket,
       count(*),
       sum(case when score >= 9 then 1 else 0 end) filter (where survey = 'nps'),
       sum(case when score <= 6 then 1 else 0 end) filter (where survey = 'nps'),
       count(score) filter (where survey = 'nps'),
       sum(case when score >= 4 then 1 else 0 end) filter (where survey = 'csat'),
       count(score) filter (where survey = 'csat'),
       sum(score) filter (where survey = 'ces'),
       count(score) filter (where survey = 'ces')
from survey_responses join windows on survey_responses.date >= first and survey_responses.date < until
group by bucket;

select bucket,
       count(*),
       sum(customers_end),
       count(distinct period),
       sum(customers_new),
       sum(customers_start),
       sum(customers_lost)
from customer_periods join windows on customer_periods.period >= first and customer_periods.period < until
group by bucket;

select bucket,
       count(*),
       sum(lifetime_revenue),
       count(distinct customer_id),
       sum(tenure_seconds),
       count(tenure_seconds),
       sum(case when is_churned = 1 then tenure_seconds end),
       count(case when is_churned = 1 then tenure_seconds end)
from (
  from customers join windows on customers.snapshot_date >= first and customers.snapshot_date < until
  qualify row_number() over (partition by bucket, customer_id order by snapshot_date desc) = 1
)
group by bucket;

select bucket,
       count(*),
       sum(health_score),
       count(health_score),
       count(distinct customer_id) filter (where health_score < 50)
from (
  from customer_health join windows on customer_health.snapshot_date >= first and customer_health.snapshot_date < until
  qualify row_number() over (partition by bucket, customer_id order by snapshot_date desc) = 1
)
group by bucket;

select bucket,
       count(*),
       count(referral_id)
from customer_referrals join windows on customer_referrals.date >= first and customer_referrals.date < until
group by bucket;

select bucket,
       count(*),
       count(review_id),
       sum(rating),
       count(rating)
from customer_reviews join windows on customer_reviews.date >= first and customer_reviews.date < until
group by bucket;

select bucket,
       count(*),
       sum(conversion_value),
       sum(cost),
       sum(conversions),
       sum(clicks),
       sum(leads),
       sum(impressions),
       sum(reach),
       count(*) filter (where (reach) <> 0)
from ad_performance join windows on ad_performance.date >= first and ad_performance.date < until
group by bucket;

select bucket,
       count(*),
       count(response_id) filter (where tracking_method in ('coupon', 'phone', 'email'))
from offline_responses join windows on offline_responses.date >= first and offline_responses.date < until
group by bucket;

select bucket,
       count(*),
       sum(case when is_current = 1 then value end),
       count(distinct period),
       sum(value),
       count(value)
from period_values join windows on period_values.period >= first and period_values.period < until
group by bucket;

select bucket,
       count(*),
       sum(revenue),
       sum(revenue - coalesce(cost_of_goods, 0) - coalesce(marketing_cost, 0)),
       sum(marketing_cost),
       sum(coalesce(marketing_cost, 0) + coalesce(sales_cost, 0)),
       sum(new_customers)
from channel_economics join windows on channel_economics.period >= first and channel_economics.period < until
group by bucket;

select bucket,
       count(*),
       count(conversion_id),
       count(conversion_id) filter (where discovery_channel = converting_channel),
       count(conversion_id) filter (where not discovery_channel is null and not converting_channel is null)
from conversion_paths join windows on conversion_paths.date >= first and conversion_paths.date < until
group by bucket;

select bucket,
       count(*),
       sum(first_touch_conversions),
       sum(last_touch_conversions)
from channel_attribution join windows on channel_attribution.period >= first and channel_attribution.period < until
group by bucket;

select bucket,
       count(*),
       sum(domain_authority),
       count(domain_authority),
       sum(inbound_links),
       sum(linking_domains),
       sum(outbound_links)
from (
  from seo_domains join windows on seo_domains.snapshot_date >= first and seo_domains.snapshot_date < until
  qualify row_number() over (partition by bucket, domain, provider order by snapshot_date desc) = 1
)
group by bucket;

select bucket,
       count(*),
       sum(page_authority),
       count(page_authority)
from (
  from seo_pages join windows on seo_pages.snapshot_date >= first and seo_pages.snapshot_date < until
  qualify row_number() over (partition by bucket, page_url, provider order by snapshot_date desc) = 1
)
group by bucket;

select bucket,
       count(*),
       sum(position),
       count(position),
       sum(case when position <= 10 then 1 else 0 end)
from (
  from keyword_rankings join windows on keyword_rankings.snapshot_date >= first and keyword_rankings.snapshot_date < until
  qualify row_number() over (partition by bucket, keyword, engine, country, device order by snapshot_date desc) = 1
)
group by bucket;

select bucket,
       count(*),
       sum(position * impressions),
       sum(case when not position is null then impressions end),
       sum(clicks),
       sum(impressions),
       sum(case when is_branded = 1 then clicks else 0 end),
       sum(case when not is_branded is null then clicks end),
       sum(case when is_branded = 0 then clicks else 0 end),
       sum(conversions)
from search_queries join windows on search_queries.date >= first and search_queries.date < until
group by bucket;

select bucket,
       count(*),
       sum(site_visits),
       count(distinct period),
       sum(followers_end),
       sum(followers_end - followers_start),
       sum(case when not followers_end is null then followers_start end),
       sum(reach),
       count(*) filter (where (reach) <> 0),
       sum(case when not followers_end is null then interactions end),
       sum(case when not interactions is null then followers_end end)
from social_accounts join windows on social_accounts.period >= first and social_accounts.period < until
group by bucket;

select bucket,
       count(*),
       count(mention_id) filter (where sentiment = 'positive'),
       count(mention_id) filter (where sentiment = 'negative'),
       count(mention_id) filter (where not sentiment is null),
       count(mention_id),
       count(mention_id) filter (where has_branded_hashtag = 1)
from brand_mentions join windows on brand_mentions.date >= first and brand_mentions.date < until
group by bucket;

select bucket,
       count(*),
       sum(coalesce(likes, 0) + coalesce(comments, 0) + coalesce(shares, 0) + coalesce(mentions, 0) + coalesce(tags, 0)),
       sum(likes),
       sum(comments),
       sum(shares),
       sum(saves),
       sum(post_clicks),
       sum(coalesce(mentions, 0) + coalesce(tags, 0)),
       sum(case when not impressions is null then post_clicks end),
       sum(case when not post_clicks is null then impressions end),
       sum(conversions),
       sum(case when not impressions is null then coalesce(likes, 0) + coalesce(comments, 0) + coalesce(shares, 0) + coalesce(mentions, 0) + coalesce(tags, 0) end),
       sum(impressions)
from social_posts join windows on social_posts.date >= first and social_posts.date < until
group by bucket;

select bucket,
       count(*),
       sum(last_frame_views),
       sum(first_frame_views)
from social_stories join windows on social_stories.date >= first and social_stories.date < until
group by bucket;

select bucket,
       count(*),
       sum(response_seconds),
       count(response_seconds)
from social_messages join windows on social_messages.date >= first and social_messages.date < until
group by bucket;

select bucket,
       count(*),
       sum(resolution_seconds),
       count(resolution_seconds),
       count(ticket_id) filter (where status is null or not lower(status) in ('solved', 'closed')),
       sum(first_response_seconds),
       count(first_response_seconds),
       count(ticket_id) filter (where channel in ('social_chat', 'social_comment', 'social_message') and lower(status) in ('solved', 'closed')),
       count(ticket_id)
from support_tickets join windows on support_tickets.created_date >= first and support_tickets.created_date < until
group by bucket;

select bucket,
       count(*),
       count(distinct visitor_id),
       count(distinct visitor_id) filter (where is_returning = 1)
from web_visits join windows on web_visits.date >= first and web_visits.date < until
group by bucket;

select bucket,
       count(*),
       sum(time_on_page_seconds),
       sum(pageviews),
       sum(exits),
       sum(form_submissions),
       sum(unique_pageviews)
from web_pages join windows on web_pages.date >= first and web_pages.date < until
group by bucket;

select bucket,
       count(*),
       sum(continued),
       sum(entered)
from funnel_steps join windows on funnel_steps.date >= first and funnel_steps.date < until
group by bucket;

select bucket,
       count(*),
       sum(load_seconds_total),
       sum(page_loads),
       sum(interaction_latency_seconds_total),
       sum(interactions),
       sum(uptime_checks_ok),
       sum(uptime_checks)
from site_performance join windows on site_performance.date >= first and site_performance.date < until
group by bucket;

select bucket,
       count(*),
       count(distinct user_id)
from app_activity join windows on app_activity.date >= first and app_activity.date < until
group by bucket;

select bucket,
       count(*),
       sum(push_opens),
       sum(push_delivered)
from push_campaigns join windows on push_campaigns.date >= first and push_campaigns.date < until
group by bucket;
