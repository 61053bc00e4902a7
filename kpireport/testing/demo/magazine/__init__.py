"""A Russian-language city magazine in Vilnius: readers, articles, newsletters, social networks and subscriptions.

«Набережная» lives on subscriptions. What readers buy in `orders.csv` is counted in `web_traffic.csv`; views of pages in
`web_pages.csv` are those of the visits. October 2026 has a good story (an investigation is read by everybody and sells
subscriptions) and a bad one (search sends fewer readers since an update of its ranking, most of all to recipes).
"""
