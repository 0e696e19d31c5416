curl -s "$BASE_URL/api/v1/links/123/stats?from=2026-11-01" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
