package build

import (
	"context"
	"sync"
)

// inOrder makes the results 0 to n-1 with so many workers at once and hands them on in order. No more than a few results
// for each worker wait at any time, so that memory does not grow with n. It ends at the first error of use.
func inOrder[T any](ctx context.Context, workers, n int, make func(i int) T, use func(T) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	results := queue[T](ctx, max(1, min(workers, n)), n, make)
	for result := range results {
		if err := use(<-result); err != nil {
			cancel()
			for result := range results { // let the workers end
				<-result
			}
			return err
		}
	}
	return ctx.Err()
}

// queue starts the workers and gives their results in order, each as a channel that will hold it.
func queue[T any](ctx context.Context, workers, n int, produce func(i int) T) <-chan chan T {
	type job struct {
		i      int
		result chan T
	}
	jobs, results := make(chan job), make(chan chan T, 2*workers)
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() {
			for j := range jobs {
				j.result <- produce(j.i)
			}
		})
	}
	go func() {
		defer close(results)
		defer wait.Wait()
		defer close(jobs)
		for i := 0; i < n && ctx.Err() == nil; i++ {
			j := job{i, make(chan T, 1)}
			results <- j.result
			jobs <- j
		}
	}()
	return results
}
