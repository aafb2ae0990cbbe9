package dev.patchbay.server.health;

/**
 * Why no call may go to a target now.
 *
 * @param why for people: "its circuit is open after 5 failures in a row", without the place's name
 * @param readyIn nanoseconds until one may, more than 0; a guess where that hangs on other attempts
 */
public record Out(String why, long readyIn) {}
