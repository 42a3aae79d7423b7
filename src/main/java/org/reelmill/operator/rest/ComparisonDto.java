package org.reelmill.operator.rest;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.reelmill.operator.Comparison;

/** Two executions side by side. */
public record ComparisonDto(ExecutionDto left, ExecutionDto right, List<Row> rows) {

    /** One value of both; absent where one of them has none. */
    public record Row(
            Comparison.Part part,
            @Schema(description = "The step that it is about") String group,
            String name,
            String left,
            String right,
            boolean different) {

        static Row of(Comparison.Row row) {
            return new Row(
                    row.part(),
                    row.group().isEmpty() ? null : row.group(),
                    row.name(),
                    row.left().orElse(null),
                    row.right().orElse(null),
                    row.different());
        }
    }

    static ComparisonDto of(Comparison comparison) {
        return new ComparisonDto(
                ExecutionDto.of(comparison.left().summary()),
                ExecutionDto.of(comparison.right().summary()),
                comparison.rows().stream().map(Row::of).toList());
    }
}
