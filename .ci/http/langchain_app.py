"""LangChain at the gateway, end to end."""

from langchain_core.messages import HumanMessage, ToolMessage
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI, OpenAIEmbeddings
from langchain_openai.chat_models.base import OpenAIRateLimitError
from pydantic import BaseModel

from cases import BASE, KEY, asked, case, raises, run, same

model = ChatOpenAI(model="good", base_url=BASE, api_key=KEY, max_retries=0)


class City(BaseModel):
    """A city."""

    name: str
    people: int


@tool
def weather(city: str) -> str:
    """Tells the weather."""
    return {"Paris": "21", "Oslo": "7"}[city]


@case
def invoke():
    answer = model.invoke("Hello")
    same((answer.content, answer.usage_metadata["total_tokens"]), ("You said: Hello", 12))


@case
def stream():
    whole = None
    for chunk in model.stream("Hello", stream_usage=True):
        whole = chunk if whole is None else whole + chunk
    same((whole.content, whole.usage_metadata["total_tokens"]), ("You said: Hello", 12))
    same(whole.response_metadata["finish_reason"], "stop")


@case
def agent():
    able = model.bind_tools([weather])
    messages = [HumanMessage("do tools 2")]
    for _ in range(2):
        answer = None
        for chunk in able.stream(messages):
            answer = chunk if answer is None else answer + chunk
        messages.append(answer)
        for call in answer.tool_calls:
            messages.append(ToolMessage(weather.invoke(call["args"]), tool_call_id=call["id"]))
    same(messages[-1].content, "call_0=21; call_1=7")


@case
def structured_output():
    same(model.with_structured_output(City).invoke("Name a city"), City(name="Paris", people=42))
    called = model.with_structured_output(City, method="function_calling").invoke("do tools")
    same(called, City(name="Paris", people=42))


@case
def embeddings():
    embedder = OpenAIEmbeddings(model="good", base_url=BASE, api_key=KEY, check_embedding_ctx_length=False)
    one, two = embedder.embed_documents(["one", "two"])
    same((len(one), embedder.embed_query("two")), (8, two))


@case
def errors():
    raises(OpenAIRateLimitError, lambda: model.invoke("do error 429"))
    same(asked("error"), 1)


run()
