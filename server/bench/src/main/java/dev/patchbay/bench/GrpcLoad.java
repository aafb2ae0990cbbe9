package dev.patchbay.bench;

import dev.patchbay.v1.ChatMessage;
import dev.patchbay.v1.ChatRequest;
import dev.patchbay.v1.ChatResponse;
import dev.patchbay.v1.ChatServiceGrpc;
import dev.patchbay.v1.ChatServiceGrpc.ChatServiceStub;
import dev.patchbay.v1.GenerationInput;
import dev.patchbay.v1.Part;
import dev.patchbay.v1.Role;
import dev.patchbay.v1.SamplingParams;
import dev.patchbay.v1.StreamChatRequest;
import dev.patchbay.v1.StreamChatResponse;
import dev.patchbay.v1.TextPart;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Closed-loop load on the gRPC door from one thread, with the server's CPU time per call or token.
 *
 * <pre>
 * java -cp ... dev.patchbay.bench.GrpcLoad PORT PID unary|stream MODEL CONCURRENCY CONNECTIONS WARM_SECONDS SECONDS
 * </pre>
 *
 * Prints one TSV row: mode, model, concurrency, connections, units per second, p50 and p99 of a
 * call, p50 and p99 of the first token (all in microseconds), the server's CPU microseconds per
 * unit, its resident MiB, errors. A unit is a unary call or a streamed token.
 */
public final class GrpcLoad {
  private static final int PROMPT_CHARACTERS = 900;

  private final Tally tally = new Tally();
  private final List<ChatServiceStub> stubs = new ArrayList<>();
  private final GenerationInput input;
  private final boolean stream;
  private volatile boolean stopping;

  private GrpcLoad(String model, boolean stream) {
    this.input = input(model);
    this.stream = stream;
  }

  public static void main(String[] a) throws InterruptedException {
    var load = new GrpcLoad(a[3], a[2].equals("stream"));
    int concurrency = Integer.parseInt(a[4]);
    int connections = Integer.parseInt(a[5]);
    EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    List<ManagedChannel> channels = load.connect(loop, Integer.parseInt(a[0]), connections);
    var server = new ProcessClock(Long.parseLong(a[1]));
    for (int i = 0; i < concurrency; i++) {
      int at = i;
      // Spread over half a second, so that paced streams don't beat in time.
      loop.next().schedule(() -> load.next(at), 500L * i / concurrency, TimeUnit.MILLISECONDS);
    }
    Thread.sleep(TimeUnit.SECONDS.toMillis(Long.parseLong(a[6])));
    long seconds = Long.parseLong(a[7]);
    loop.submit(load.tally::clear).sync();
    long cpu = server.cpuNanos();
    long begun = System.nanoTime();
    Thread.sleep(TimeUnit.SECONDS.toMillis(seconds));
    loop.submit(() ->
            print(
                a,
                load.tally,
                server.cpuNanos() - cpu,
                System.nanoTime() - begun,
                server.residentMib()))
        .sync();
    load.stopping = true;
    channels.forEach(ManagedChannel::shutdownNow);
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private static void print(String[] a, Tally tally, long cpu, long nanos, double resident) {
    System.out.printf(
        Locale.ROOT,
        "%s\t%s\t%s\t%s\t%.0f\t%d\t%d\t%d\t%d\t%.2f\t%.1f\t%d%n",
        a[2],
        a[3],
        a[4],
        a[5],
        tally.units() * 1e9 / nanos,
        tally.latencyMicros(0.5),
        tally.latencyMicros(0.99),
        tally.firstTokenMicros(0.5),
        tally.firstTokenMicros(0.99),
        cpu / 1000.0 / Math.max(1, tally.units()),
        resident,
        tally.errors());
  }

  private List<ManagedChannel> connect(EventLoopGroup loop, int port, int connections) {
    var channels = new ArrayList<ManagedChannel>();
    for (int i = 0; i < connections; i++) {
      ManagedChannel channel =
          NettyChannelBuilder.forAddress("127.0.0.1", port)
              .eventLoopGroup(loop)
              .channelType(EpollSocketChannel.class)
              .directExecutor()
              .usePlaintext()
              .build();
      channels.add(channel);
      stubs.add(ChatServiceGrpc.newStub(channel));
    }
    return channels;
  }

  private void next(int at) {
    if (stopping) {
      return;
    }
    ChatServiceStub stub = stubs.get(at % stubs.size());
    if (stream) {
      stub.streamChat(StreamChatRequest.newBuilder().setInput(input).build(), new Streamed(at));
    } else {
      stub.chat(ChatRequest.newBuilder().setInput(input).build(), new Unary(at));
    }
  }

  private static GenerationInput input(String model) {
    String text = "Tell me something about loopback. ".repeat(64).substring(0, PROMPT_CHARACTERS);
    return GenerationInput.newBuilder()
        .setModel(model)
        .setSampling(SamplingParams.newBuilder().setTemperature(0.7).setMaxOutputTokens(256))
        .addMessages(message(Role.ROLE_SYSTEM, "You are a helpful assistant."))
        .addMessages(message(Role.ROLE_USER, text))
        .build();
  }

  private static ChatMessage message(Role role, String text) {
    return ChatMessage.newBuilder()
        .setRole(role)
        .addParts(Part.newBuilder().setText(TextPart.newBuilder().setText(text)))
        .build();
  }

  private final class Unary implements StreamObserver<ChatResponse> {
    private final int at;
    private final long begun = System.nanoTime();

    Unary(int at) {
      this.at = at;
    }

    @Override
    public void onNext(ChatResponse response) {
      tally.unit(System.nanoTime() - begun);
    }

    @Override
    public void onError(Throwable failure) {
      tally.error();
      next(at);
    }

    @Override
    public void onCompleted() {
      next(at);
    }
  }

  private final class Streamed implements StreamObserver<StreamChatResponse> {
    private final int at;
    private final long begun = System.nanoTime();
    private boolean first = true;

    Streamed(int at) {
      this.at = at;
    }

    @Override
    public void onNext(StreamChatResponse event) {
      if (event.hasText()) {
        tally.token();
        if (first) {
          first = false;
          tally.firstToken(System.nanoTime() - begun);
        }
      }
    }

    @Override
    public void onError(Throwable failure) {
      if (!stopping) {
        tally.error();
        next(at);
      }
    }

    @Override
    public void onCompleted() {
      next(at);
    }
  }
}
