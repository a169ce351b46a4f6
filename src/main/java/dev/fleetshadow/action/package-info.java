/**
 * What can be done about a failing resource, and the words in which it is asked for and answered.
 *
 * <p>An action is a typed entry of a catalogue, with its parameters, what it costs and what it disturbs; a playbook is a
 * ladder of actions against one failure mode. A command names an action and never a command line, and an agent that
 * cannot make sure of it refuses.
 */
package dev.fleetshadow.action;
