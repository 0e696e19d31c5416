curl -s -g "$BASE_URL/api/v1/links?sort[id]=desc" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Accept: application/json"
