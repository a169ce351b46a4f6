package dev.fleetshadow.cli;

import dev.fleetshadow.remediation.ControlKind;

/** What there are windows of: maintenance, or changes. */
interface WindowCommand {

    ControlKind kind();
}
