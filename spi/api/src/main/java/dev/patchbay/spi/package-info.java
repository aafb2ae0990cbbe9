/**
 * What the author of a provider sees.
 *
 * <p>A provider is a translator: given a {@link dev.patchbay.spi.ChatCall} it says what to send
 * ({@link dev.patchbay.spi.Outbound}) and how to read what comes back ({@link
 * dev.patchbay.spi.Decoder}). The server owns sockets, pools, TLS, proxies, time-outs and retries.
 * A model that cannot be reached so (it runs in the process, or only a vendor's library speaks to
 * it) is a {@link dev.patchbay.spi.Pulled} answer instead. Start at {@link
 * dev.patchbay.spi.ProviderPlugin}.
 *
 * <h2>How it may grow</h2>
 *
 * <p>What a plugin <em>makes</em> (answers, events, errors) is sealed or final and comes from
 * static factories: the server switches over it without a default, and components may be added.
 * What a plugin <em>reads</em> (calls, messages, parts, configuration) is a record or an interface:
 * components may be added, and an open type ({@link dev.patchbay.spi.Part}, {@link
 * dev.patchbay.spi.Tool}, {@link dev.patchbay.spi.ResponseFormat}) can only be switched over with a
 * branch for the unknown, which is to be refused or reported as dropped, never ignored. Interfaces
 * that a plugin implements gain methods only with a default. Each addition to what is read raises
 * {@link dev.patchbay.spi.SpiLevel}.
 *
 * <p>Known to come, and fitting in so: token counting (a method of {@code Provider} with a
 * default), a second exchange within one call (a method of {@code Decoder} with a default, asked
 * after its end), media deltas (a further event), and a prefill flag on the last message (a
 * component of {@code Message}). Until the first release all of it is level 1.
 *
 * <p>A plugin logs through {@link System.Logger}.
 */
@NullMarked
package dev.patchbay.spi;

import org.jspecify.annotations.NullMarked;
