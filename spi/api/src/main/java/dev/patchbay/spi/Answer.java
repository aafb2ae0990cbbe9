package dev.patchbay.spi;

/**
 * How a call is answered: by an exchange over HTTP ({@link Exchange}) or by a stream that is pulled
 * ({@link Pulled}). Nothing else in the server differs between the two.
 *
 * @param <E> the events of the answer
 */
public sealed interface Answer<E> permits Exchange, Pulled {}
