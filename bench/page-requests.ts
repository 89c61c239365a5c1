// The number of pages a second, 16 at a time over kept connections.

import { Agent, get } from "node:http"

import { type Question, ratePerSecond } from "./question.ts"

const CONCURRENCY = 16

export const pageRequests: Question = {
  name: "page requests",
  unit: "/s",
  budget: 50,
  measure: async (app, seconds) => {
    const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY })
    try {
      return await ratePerSecond(seconds, CONCURRENCY, () => request(app, agent))
    } finally {
      agent.destroy()
    }
  },
}

function request(url: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`))
      response.resume().on("end", resolve)
    }).on("error", reject)
  })
}
