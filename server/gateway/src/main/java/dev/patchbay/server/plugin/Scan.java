package dev.patchbay.server.plugin;

import com.google.common.util.concurrent.Futures;
import dev.patchbay.server.plugin.PluginStatus.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One look at the plugin folder: who serves what, and what became of the rest. Used once.
 *
 * <p>Of the files of one plugin the highest version that can be loaded serves. A provider name
 * belongs to who served it before, else to the first file by name.
 */
final class Scan {
  private final WorkFolder work;
  private final PluginOpener opener;
  private final Consumer<PluginGeneration> unused;
  private final PluginSet last;
  private final Map<String, String> refusedBefore;
  private final Map<String, String> refused = new HashMap<>();
  private final Map<String, PluginGeneration> providers = new LinkedHashMap<>();
  private final List<PluginStatus> statuses = new ArrayList<>();

  /** What a look at a file came to. */
  private sealed interface Described {}

  /** A file whose descriptor could be read. */
  private record Candidate(Path file, String hash, Path copy, PluginDescriptor descriptor)
      implements Described {}

  private record Unreadable(Path file, String problem) implements Described {}

  /** How a unit's private copy is come by. */
  private interface Copying {
    WorkFolder.Copy copy(PluginUnit unit) throws IOException, PluginException;
  }

  /**
   * @param refusedBefore why bytes were refused in the last scan, by their hash
   */
  Scan(
      WorkFolder work,
      PluginOpener opener,
      Consumer<PluginGeneration> unused,
      PluginSet last,
      Map<String, String> refusedBefore) {
    this.work = work;
    this.opener = opener;
    this.unused = unused;
    this.last = last;
    this.refusedBefore = refusedBefore;
  }

  PluginSet run(List<PluginUnit> units) {
    List<Candidate> candidates = new ArrayList<>();
    for (Described described : last.statuses().isEmpty() ? allAtOnce(units) : inTurn(units)) {
      switch (described) {
        case Candidate candidate -> candidates.add(candidate);
        case Unreadable unreadable -> quarantine(unreadable.file(), null, unreadable.problem());
      }
    }
    Map<String, List<Candidate>> byId = new LinkedHashMap<>();
    for (Candidate candidate : candidates) {
      byId.computeIfAbsent(candidate.descriptor().id(), id -> new ArrayList<>()).add(candidate);
    }
    byId.values().forEach(sameId -> elect(sameId, candidates));
    keepWhatServed();
    statuses.sort(Comparator.comparing(PluginStatus::file).thenComparing(PluginStatus::state));
    return new PluginSet(providers, statuses);
  }

  /** Why bytes were refused in this scan, by their hash. */
  Map<String, String> refused() {
    return refused;
  }

  /** At the start every file has to be read and copied, which callers wait for. */
  private List<Described> allAtOnce(List<PluginUnit> units) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Described>> looks = new ArrayList<>();
      for (PluginUnit unit : units) {
        looks.add(threads.submit(() -> describe(unit, work::take)));
      }
      return looks.stream().map(Futures::getUnchecked).toList();
    }
  }

  private List<Described> inTurn(List<PluginUnit> units) {
    return units.stream().map(unit -> describe(unit, this::copyIfNew)).toList();
  }

  private WorkFolder.Copy copyIfNew(PluginUnit unit) throws IOException, PluginException {
    String hash = unit.hash();
    return new WorkFolder.Copy(work.copy(unit, hash), hash);
  }

  private static Described describe(PluginUnit unit, Copying copying) {
    Path file = unit.source();
    try {
      WorkFolder.Copy copy = copying.copy(unit);
      return new Candidate(file, copy.hash(), copy.path(), PluginOpener.describe(copy.path()));
    } catch (PluginException e) {
      return new Unreadable(file, String.valueOf(e.getMessage()));
    } catch (IOException | RuntimeException e) {
      return new Unreadable(file, "it can't be read, or not be copied to the work folder: " + e);
    }
  }

  private void elect(List<Candidate> sameId, List<Candidate> all) {
    sameId.sort(
        Comparator.comparing((Candidate candidate) -> candidate.descriptor().version())
            .reversed()
            .thenComparing(Candidate::file));
    Candidate winner = null;
    for (Candidate candidate : sameId) {
      if (winner != null) {
        retire(candidate, winner);
      } else if (serves(candidate, all)) {
        winner = candidate;
      }
    }
  }

  private boolean serves(Candidate candidate, List<Candidate> all) {
    try {
      refuseTakenNames(candidate, all);
      PluginGeneration generation = generation(candidate);
      candidate.descriptor().providers().forEach(name -> providers.put(name, generation));
      add(candidate.file(), candidate.descriptor(), State.SERVING, null);
      return true;
    } catch (PluginException e) {
      quarantine(candidate.file(), candidate.descriptor(), String.valueOf(e.getMessage()));
      return false;
    }
  }

  private void refuseTakenNames(Candidate candidate, List<Candidate> all) throws PluginException {
    for (String name : candidate.descriptor().providers()) {
      String holder = holder(name, all);
      if (holder != null && !holder.equals(candidate.descriptor().id())) {
        throw new PluginException(
            "its provider name '%s' belongs to the plugin '%s'; remove one of the two"
                .formatted(name, holder));
      }
    }
  }

  /** The id that has a provider name in this scan, or had it and is there still. */
  private @Nullable String holder(String name, List<Candidate> all) {
    PluginGeneration now = providers.get(name);
    if (now != null) {
      return now.descriptor().id();
    }
    PluginGeneration before = last.providers().get(name);
    if (before == null) {
      return null;
    }
    String id = before.descriptor().id();
    return all.stream()
            .map(Candidate::descriptor)
            .anyMatch(there -> there.id().equals(id) && there.providers().contains(name))
        ? id
        : null;
  }

  private PluginGeneration generation(Candidate candidate) throws PluginException {
    for (PluginGeneration serving : last.providers().values()) {
      if (serving.hash().equals(candidate.hash())) {
        return serving;
      }
      if (serving.descriptor().id().equals(candidate.descriptor().id())) {
        refuseOwnTransport(serving);
      }
    }
    String before = refusedBefore.get(candidate.hash());
    try {
      if (before != null) {
        throw new PluginException(before);
      }
      return load(candidate);
    } catch (PluginException e) {
      refused.put(candidate.hash(), String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private static void refuseOwnTransport(PluginGeneration serving) throws PluginException {
    if (serving.descriptor().ownTransport()) {
      throw new PluginException(
          ("version %s serves and opens its own connections (own-transport), so it can't be"
                  + " replaced in a running server; restart the server")
              .formatted(serving.descriptor().version()));
    }
  }

  private PluginGeneration load(Candidate candidate) throws PluginException {
    try {
      return new PluginGeneration(
          candidate.descriptor(),
          candidate.file(),
          candidate.hash(),
          opener.load(candidate.descriptor(), candidate.copy()),
          unused);
    } catch (IOException | RuntimeException e) {
      throw new PluginException("its private copy can't be read: " + e);
    }
  }

  /** What was loaded from a file that can't be used now serves on, unless it was replaced. */
  private void keepWhatServed() {
    List<Path> unusable =
        statuses.stream()
            .filter(status -> status.state() == State.QUARANTINED)
            .map(PluginStatus::file)
            .toList();
    for (PluginStatus status : last.statuses()) {
      if (status.state() == State.SERVING && unusable.contains(status.file())) {
        keep(status);
      }
    }
  }

  private void keep(PluginStatus status) {
    boolean replaced =
        providers.values().stream().anyMatch(now -> now.descriptor().id().equals(status.id()));
    boolean taken = status.providers().stream().anyMatch(providers::containsKey);
    if (!replaced && !taken) {
      status.providers().forEach(name -> providers.put(name, served(name)));
      statuses.add(status);
    }
  }

  private PluginGeneration served(String name) {
    return Objects.requireNonNull(last.providers().get(name), name);
  }

  private void retire(Candidate candidate, Candidate winner) {
    String reason =
        "%s: version %s in %s serves; remove this file"
            .formatted(candidate.file(), winner.descriptor().version(), winner.file());
    add(candidate.file(), candidate.descriptor(), State.RETIRED, reason);
  }

  private void quarantine(Path file, @Nullable PluginDescriptor descriptor, String reason) {
    add(file, descriptor, State.QUARANTINED, file + ": " + reason);
  }

  private void add(
      Path file, @Nullable PluginDescriptor descriptor, State state, @Nullable String reason) {
    statuses.add(
        descriptor == null
            ? new PluginStatus(file.getFileName().toString(), "", state, file, List.of(), reason)
            : new PluginStatus(
                descriptor.id(),
                descriptor.version().text(),
                state,
                file,
                descriptor.providers(),
                reason));
  }
}
