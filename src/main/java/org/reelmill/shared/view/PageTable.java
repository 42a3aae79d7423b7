package org.reelmill.shared.view;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.primefaces.model.FilterMeta;
import org.primefaces.model.LazyDataModel;
import org.primefaces.model.SortMeta;
import org.primefaces.model.SortOrder;
import org.reelmill.shared.Page;

/** The rows of a list that a page shows, read anew for each request and only so many as are shown. */
public class PageTable<T> extends LazyDataModel<T> {

    private static final long serialVersionUID = 1L;

    private final Source<T> source;
    private final Key<T> key;

    /** @param key tells the rows apart */
    public PageTable(Source<T> source, Key<T> key) {
        this.source = source;
        this.key = key;
    }

    /** Reads a stretch of the list. */
    @FunctionalInterface
    public interface Source<T> extends Serializable {

        Page<T> read(int offset, int limit, Sorting sorting);
    }

    /** What stays the same of a row. */
    @FunctionalInterface
    public interface Key<T> extends Serializable {

        String of(T row);
    }

    /** @param column that the reader chose to sort by; empty: none, the list's usual order */
    public record Sorting(String column, boolean descending) {

        static final Sorting USUAL = new Sorting("", false);

        static Sorting of(Map<String, SortMeta> chosen) {
            return chosen.values().stream()
                    .filter(SortMeta::isActive)
                    .findFirst()
                    .map(it -> new Sorting(it.getField(), it.getOrder() == SortOrder.DESCENDING))
                    .orElse(USUAL);
        }
    }

    /** Not asked for by itself: {@link #load} finds it out as well. */
    @Override
    public int count(Map<String, FilterMeta> filterBy) {
        return 0;
    }

    @Override
    public List<T> load(int first, int pageSize, Map<String, SortMeta> sortBy, Map<String, FilterMeta> filterBy) {
        Page<T> page = source.read(first, pageSize, Sorting.of(sortBy));
        setRowCount((int) Math.min(page.total(), Integer.MAX_VALUE));
        return page.rows();
    }

    @Override
    public String getRowKey(T row) {
        return key.of(row);
    }
}
