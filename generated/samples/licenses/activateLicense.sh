curl -s -X POST "$BASE_URL/api/licenses/activate" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
  "key": "K7QF2-3M2XA-9TB4C-ZR8DW-5HNEG",
  "fingerprint": "a1b2c3d4e5f6",
  "name": "Anna'\''s laptop",
  "platform": "macos"
}'
