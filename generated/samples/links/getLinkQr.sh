curl -s "$BASE_URL/api/v1/links/123/qr?format=svg" \
  -H "Authorization: Bearer $API_KEY" \
  -o link-qr.svg
