curl -s -X POST "$BASE_URL/api/license-policies" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
  "name": "Team",
  "max_devices": 3,
  "duration": 31536000,
  "entitlements": [
    "export",
    "sync"
  ]
}'
