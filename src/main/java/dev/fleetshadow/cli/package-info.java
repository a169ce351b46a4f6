/** One command for people: every part of the project is started from here. */
package dev.fleetshadow.cli;
