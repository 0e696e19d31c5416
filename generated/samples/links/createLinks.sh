curl -s -X POST "$BASE_URL/api/v1/bulk/links" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
  "links": [
    {
      "url": "https://example.com/a"
    },
    {
      "url": "https://example.com/b",
      "name": "The second"
    }
  ]
}'
