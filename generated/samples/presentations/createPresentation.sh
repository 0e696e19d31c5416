curl -s -X POST "$BASE_URL/api/presentations" \
  -H "Authorization: Bearer $API_KEY" \
  -H "Content-Type: application/json" \
  -d '{
  "title": "Quarterly review",
  "slides": [
    {
      "title": "Welcome",
      "notes": "Thank everybody for coming.",
      "duration": 60
    },
    {
      "title": "Figures",
      "notes": "Let the audience guess first.",
      "steps": 2,
      "duration": 300
    }
  ]
}'
