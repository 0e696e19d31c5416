curl -s -X PATCH "$BASE_URL/api/license-devices/dev_Z1vK9tR2yB6xD4mQ0c7p" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
  "name": "Anna'\''s new laptop"
}'
