package serve

import (
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"github.com/masthead-feeds/masthead/source"
)

// told are the statuses of articles that may be counted: those that wait for their hour are not among them, and no number
// here depends on how many they are.
var told = []source.Status{source.StatusRejected, source.StatusWithdrawn, source.StatusDraft, source.StatusExpired, source.StatusRedirect, source.StatusPublished}

// The results of a build, as a label.
const (
	buildSucceeded = "succeeded"
	buildFailed    = "failed"
)

// metrics are the numbers of one process. They are in a registry of their own.
type metrics struct {
	registry  *prometheus.Registry
	requests  *prometheus.CounterVec
	sent      prometheus.Counter
	builds    *prometheus.CounterVec
	durations prometheus.Histogram
	articles  *prometheus.GaugeVec

	// These are there only while they are known.
	success, scheduled, subscribers *prometheus.Desc
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "masthead_requests_total",
			Help: "Requests answered, by status and by the coding of the answer."}, []string{"status", "encoding"}),
		sent: prometheus.NewCounter(prometheus.CounterOpts{Name: "masthead_sent_bytes_total",
			Help: "Bytes of the bodies of answers, as they were sent."}),
		builds: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "masthead_builds_total",
			Help: "Builds, by result: succeeded or failed."}, []string{"result"}),
		durations: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "masthead_build_duration_seconds",
			Help: "How long builds took.", Buckets: []float64{.01, .03, .1, .3, 1, 3, 10, 30, 100, 300}}),
		articles: prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "masthead_articles",
			Help: "Articles by what became of them in the last build that succeeded. Those that wait for their hour are not counted."}, []string{"status"}),
		success: prometheus.NewDesc("masthead_last_success_timestamp_seconds",
			"When the last build that succeeded was done.", nil, nil),
		scheduled: prometheus.NewDesc("masthead_next_scheduled_build_timestamp_seconds",
			"When the schedule has the feeds built next.", nil, nil),
		subscribers: prometheus.NewDesc("masthead_subscribers",
			"Subscribers of a feed as a reader reported them last, within 48 hours. Nobody has checked the number.", []string{"feed", "reader"}, nil),
	}
	m.registry.MustRegister(m.requests, m.sent, m.builds, m.durations, m.articles,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	m.builds.WithLabelValues(buildSucceeded)
	m.builds.WithLabelValues(buildFailed)
	return m
}

// request counts an answer.
func (m *metrics) request(status int, encoding string, sent int64) {
	m.requests.WithLabelValues(statusLabel(status), encoding).Inc()
	m.sent.Add(float64(sent))
}

// statusLabel writes a status; those of most answers without room for it.
func statusLabel(status int) string {
	switch status {
	case 200:
		return "200"
	case 304:
		return "304"
	case 404:
		return "404"
	case aborted:
		return "aborted"
	}
	return strconv.Itoa(status)
}

// Describe implements prometheus.Collector.
func (o *Operations) Describe(to chan<- *prometheus.Desc) {
	to <- o.metrics.success
	to <- o.metrics.scheduled
	to <- o.metrics.subscribers
}

// Collect implements prometheus.Collector.
func (o *Operations) Collect(to chan<- prometheus.Metric) {
	now := o.now()
	if last := o.lastSuccess(); !last.IsZero() {
		to <- timestamp(o.metrics.success, last)
	}
	if o.site.Load().Schedule != nil {
		if next := o.site.Load().Schedule(now); !next.IsZero() {
			to <- timestamp(o.metrics.scheduled, next)
		}
	}
	for of, n := range o.subscribers.counts(now) {
		to <- prometheus.MustNewConstMetric(o.metrics.subscribers, prometheus.GaugeValue, float64(n), of.path, of.reader)
	}
}

func timestamp(d *prometheus.Desc, at time.Time) prometheus.Metric {
	return prometheus.MustNewConstMetric(d, prometheus.GaugeValue, float64(at.UnixMilli())/1000)
}
