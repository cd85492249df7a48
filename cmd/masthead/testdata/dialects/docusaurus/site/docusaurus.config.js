module.exports = { title: 'Gauge', url: 'https://gauge.example', baseUrl: '/' };
