package dev.fleetshadow.action;

import dev.fleetshadow.telemetry.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Asks one resource to do one thing about itself.
 *
 * @param commandId derived from what caused the request, so that a replay asks with the same id
 * @param action name of an action the agent may have on its allow-list; never a command line
 * @param parameters named arguments of the action
 * @param expiresAt the agent refuses to begin after this
 * @param attempt 1 for the first step of a playbook
 */
public record RemediationRequest(
        String commandId,
        Resource resource,
        String action,
        Map<String, String> parameters,
        Instant issuedAt,
        Instant expiresAt,
        int attempt,
        String failureMode,
        String diagnosisId,
        double score,
        List<String> evidence) {}
