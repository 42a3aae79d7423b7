package org.reelmill.app;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;

/**
 * The answer of a health check.
 *
 * @param status {@code up} or {@code down}
 * @param reasons what is wrong; empty if nothing is
 */
@JsonbPropertyOrder({"status", "reasons"})
public record HealthDto(String status, List<String> reasons) {}
