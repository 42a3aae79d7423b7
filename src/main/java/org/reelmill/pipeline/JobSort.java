package org.reelmill.pipeline;

/** In which order a list shows jobs; those that are equal, newest first. */
public record JobSort(Field field, boolean descending) {

    /** What jobs can be sorted by. */
    public enum Field {
        ADDED("id"),
        ENDED("ended"),
        SOURCE("sourceName"),
        STATUS("status"),
        PRIORITY("priority"),
        CLIENT("client");

        private final String attribute;

        Field(String attribute) {
            this.attribute = attribute;
        }
    }

    public static JobSort newestFirst() {
        return new JobSort(Field.ADDED, true);
    }

    String clause() {
        String order = " order by j." + field.attribute + (descending ? " desc" : " asc");
        return field == Field.ADDED ? order : order + ", j.id desc";
    }
}
