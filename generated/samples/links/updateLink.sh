curl -s -X PATCH "$BASE_URL/api/v1/links/123" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
  "name": "Renamed link",
  "utmCampaign": "summer_sale"
}'
