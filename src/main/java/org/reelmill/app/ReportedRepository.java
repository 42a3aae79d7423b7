package org.reelmill.app;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jberet.repository.JobRepository;
import org.jberet.runtime.JobExecutionImpl;
import org.reelmill.operator.RunningExecutions;

/**
 * JBeret's repository, which also tells {@link RunningExecutions} what begins and ends here. An execution that somebody else
 * has closed meanwhile, because this server had fallen silent, gets no further: its chunks do not count, and its row stays as
 * it was closed.
 */
final class ReportedRepository implements InvocationHandler {

    private final JobRepository repository;
    private final RunningExecutions running;

    private ReportedRepository(JobRepository repository, RunningExecutions running) {
        this.repository = repository;
        this.running = running;
    }

    static JobRepository over(JobRepository repository, RunningExecutions running) {
        return (JobRepository) Proxy.newProxyInstance(
                ReportedRepository.class.getClassLoader(),
                new Class<?>[] {JobRepository.class},
                new ReportedRepository(repository, running));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        return switch (method.getName()) {
            case "createJobExecution" -> created((JobExecutionImpl) call(method, arguments));
            case "savePersistentDataIfNotStopping" -> {
                running.requireOpen(((JobExecutionImpl) arguments[0]).getExecutionId());
                yield call(method, arguments);
            }
            case "updateJobExecution" -> {
                boolean last = (Boolean) arguments[1];
                yield last ? ended((JobExecutionImpl) arguments[0], method, arguments) : call(method, arguments);
            }
            case "addStepExecution" -> {
                Object added = call(method, arguments);
                running.stepped(((JobExecutionImpl) arguments[0]).getExecutionId());
                yield added;
            }
            default -> call(method, arguments);
        };
    }

    private JobExecutionImpl created(JobExecutionImpl execution) {
        running.started(execution.getExecutionId(), execution.getJobName(), asMap(execution.getJobParameters()));
        return execution;
    }

    private Object ended(JobExecutionImpl execution, Method method, Object[] arguments) throws Throwable {
        try {
            return running.isOpen(execution.getExecutionId()) ? call(method, arguments) : null;
        } finally {
            running.ended(execution.getExecutionId());
        }
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(repository, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Map<String, String> asMap(Properties parameters) {
        return parameters == null
                ? Map.of()
                : parameters.stringPropertyNames().stream()
                        .collect(Collectors.toMap(Function.identity(), parameters::getProperty));
    }
}
