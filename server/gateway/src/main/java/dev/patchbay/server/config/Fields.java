package dev.patchbay.server.config;

import dev.patchbay.server.fault.Nearest;
import dev.patchbay.server.fault.Quoted;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/**
 * The values of a mapping whose keys the schema fixes. Null stands for a key that is absent, and
 * for a value that is wrong, which has been reported. A value that is right in itself is then
 * compared with what this version can do ({@link Unsupported}).
 */
final class Fields {
  private final Reading reading;
  private final Section section;
  private final String what;
  private final Position at;
  private final Map<String, Reading.Entry> entries = new LinkedHashMap<>();
  private final Set<String> meant = new HashSet<>();

  private Fields(Reading reading, Section section, String what, Position at) {
    this.reading = reading;
    this.section = section;
    this.what = what;
    this.at = at;
  }

  /**
   * Reports unknown keys.
   *
   * @param what names the mapping in messages
   * @param at where a missing key is reported
   * @return null if the node is no mapping, which has been reported
   */
  static @Nullable Fields of(
      Reading reading, Section section, String what, Position at, Node node) {
    List<Reading.Entry> entries = reading.entries(what, node);
    if (entries == null) {
      return null;
    }
    Fields fields = new Fields(reading, section, what, at);
    entries.forEach(fields::add);
    return fields;
  }

  /** Makes a value of what stands at a key. */
  interface EntryReader<T> {
    @Nullable T read(Reading.Entry entry);
  }

  /** Makes a value of the mapping that stands at a key. */
  interface SectionReader<T> {
    @Nullable T read(Fields fields);
  }

  /** Makes a value of one of several mappings that have names. */
  interface NamedReader<T> {
    T read(String name, Fields fields, Collection<String> names);
  }

  /**
   * Mappings that have names.
   *
   * @param names all of them, in the file's order
   * @param values those that are mappings
   */
  record Named<T>(List<String> names, Map<String, T> values) {
    static <T> Named<T> none() {
      return new Named<>(List.of(), Map.of());
    }
  }

  Reading reading() {
    return reading;
  }

  /** Where the mapping stands: its key, if it has one. */
  Position at() {
    return at;
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  /** Where the key stands; where the mapping does if it has no such key. */
  Position at(String key) {
    Reading.Entry entry = entries.get(key);
    return entry == null ? at : entry.at();
  }

  void wrong(String message) {
    reading.wrong(at, what + ": " + message);
  }

  <T> @Nullable T read(String key, EntryReader<T> reader) {
    Reading.Entry entry = entries.get(key);
    if (entry == null) {
      return null;
    }
    int before = reading.wrongSoFar();
    T value = reader.read(entry);
    if (value != null && reading.wrongSoFar() == before) {
      for (String reason : Unsupported.reasons(section, key, value)) {
        reading.unsupported(entry.at(), reason);
      }
    }
    return value;
  }

  <T> @Nullable T scalar(String key, Form<T> form) {
    return read(key, entry -> reading.scalar(Quoted.of(key), form, entry.value()));
  }

  <T> T scalar(String key, Form<T> form, T otherwise) {
    T value = scalar(key, form);
    return value == null ? otherwise : value;
  }

  /** A value that must be there. Nobody sees the stand-in, as the file is then refused. */
  <T> T required(String key, Form<T> form, T standIn) {
    require(key);
    return scalar(key, form, standIn);
  }

  /** Reports a missing key, unless an unknown one was already taken for it. */
  void require(String key) {
    if (!has(key) && !meant.contains(key)) {
      wrong("missing key " + Quoted.of(key));
    }
  }

  <T> List<T> scalars(String key, Form<T> form) {
    List<T> values = read(key, entry -> reading.scalars(Quoted.of(key), form, entry.value()));
    return values == null ? List.of() : values;
  }

  <T> @Nullable T section(String key, Section kind, SectionReader<T> reader) {
    return read(
        key,
        entry -> {
          Fields fields = of(reading, kind, Quoted.of(key), entry.at(), entry.value());
          return fields == null ? null : reader.read(fields);
        });
  }

  /** Null: the key has something else than a mapping, which has been reported. */
  <T> @Nullable Named<T> named(
      String key, String kind, Form<String> form, Section section, NamedReader<T> reader) {
    return has(key) ? read(key, entry -> named(entry, kind, form, section, reader)) : Named.none();
  }

  private <T> @Nullable Named<T> named(
      Reading.Entry entry, String kind, Form<String> form, Section section, NamedReader<T> reader) {
    List<Reading.Entry> found = reading.entries(Quoted.of(entry.key()), entry.value());
    if (found == null) {
      return null;
    }
    List<String> names = found.stream().map(Reading.Entry::key).toList();
    Map<String, T> values = new LinkedHashMap<>();
    for (Reading.Entry one : found) {
      String what = kind + " " + Quoted.of(one.key());
      if (form.parser().parse(one.key()) == null) {
        reading.wrong(one.at(), "the name of " + what + " must " + form.expected());
      }
      Fields fields = of(reading, section, what, one.at(), one.value());
      if (fields != null) {
        values.put(one.key(), reader.read(one.key(), fields, names));
      }
    }
    return new Named<>(names, values);
  }

  private void add(Reading.Entry entry) {
    String key = entry.key();
    if (section.keys().contains(key)) {
      entries.put(key, entry);
    } else {
      Nearest.of(key, section.keys()).ifPresent(meant::add);
      String hint = Nearest.questionOrList(key, section.keys(), "known keys");
      reading.wrong(entry.at(), "unknown key " + Quoted.of(key) + hint);
    }
  }
}
