import requests

answer = requests.post(
    "http://127.0.0.1:8080/v1/chat/completions",
    headers={"Authorization": "Bearer my-key"},
    json={
        "model": "smollm2-135m",
        "messages": [{"role": "user", "content": "Who wrote Hamlet?"}],
        "fallback_enabled": True,
    },
)
print(answer.json())
