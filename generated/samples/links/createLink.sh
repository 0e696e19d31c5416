curl -s -X POST "$BASE_URL/api/v1/links" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
  "url": "https://example.com/some/long/url",
  "name": "My campaign link",
  "utmSource": "newsletter",
  "utmCampaign": "spring_sale"
}'
