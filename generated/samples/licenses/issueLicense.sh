curl -s -X POST "$BASE_URL/api/licenses" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
  "policy_id": "pol_4mQ0c7pZ1vK9tR2yB6xD",
  "holder": "anna@example.com",
  "metadata": {
    "order": "8714"
  }
}'
