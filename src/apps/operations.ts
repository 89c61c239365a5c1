// An operations desk: whoever signs in works here, with a role; everybody else is a viewer. The lead presents a machine to
// all desks. An alert that one operator takes is shown as taken on every desk, with the operator's name, until it is handed
// back.

import {
  app,
  type Auth,
  Button,
  column,
  ColumnDataSource,
  type Context,
  DatetimeTicker,
  Div,
  type Document,
  figure,
  type Group,
  type GroupState,
  html,
  RadioButtonGroup,
  row,
  Span,
} from "bokeh-edge"

const MACHINES = ["Pump", "Turbine", "Cooler"] as const
const LIMITS = [68, 78, 88] as const
const SECONDS = 60
const FILL = { sizing_mode: "stretch_width" } as const
const STYLE = `h1 { font-size: 22px; margin: 0 } p { margin: 2px 0 } a { color: light-dark(#1b528f, #8fc1ff) }
  .alert { font-weight: 600; color: light-dark(#9c1f18, #ff9d94) }`
const WORDS = { stylesheets: [STYLE], disable_math: true }
const NOBODY = { presented: "", presenter: "" }

/** For a demonstration. Your own users come from your sign-in: see docs/sign-in.md. */
const PEOPLE: Readonly<Record<string, { readonly password: string; readonly role: string }>> = {
  ada: { password: "lead", role: "lead" },
  bob: { password: "desk", role: "operator" },
}

/** /operations is for viewers; /operations?sign-in asks for a name and a password. */
const signIn: Auth = (request) => {
  const [scheme, credentials = ""] = (request.headers.get("Authorization") ?? "").split(" ")
  const [name = "", password = ""] = scheme === "Basic" ? decoded(credentials).split(":") : []
  const person = Object.hasOwn(PEOPLE, name) ? PEOPLE[name] : undefined
  if (person !== undefined && person.password === password) return { id: name, role: person.role }
  if (!new URL(request.url).searchParams.has("sign-in")) return { id: "a guest", role: "guest" }
  const headers = { "WWW-Authenticate": 'Basic realm="Operations: ada/lead or bob/desk"' }
  return new Response("Sign in as ada with the password lead, or as bob with desk.", {
    status: 401,
    headers,
  })
}

export const operations = app("/operations", (doc, context) => new Desk(context).addTo(doc), {
  title: "An operations desk",
  theme: "auto",
  card: {
    text: "Sign in with a role; take alerts, and present to all desks.",
    picture: "/static/pictures/operations.png",
    source: "/static/source/operations.ts.txt",
  },
  head: html`<style>body { max-width: 760px; margin: 0 auto; padding: 8px; font: 15px/1.45 system-ui }</style>`,
  auth: signIn,
})

class Desk {
  readonly #name: string
  readonly #role: string
  readonly #room: Group
  /** Who has taken which alert, and which machine is presented. */
  readonly #shared: GroupState<Readonly<Record<string, string>>>
  readonly #kept: { presented: string }
  readonly #chart = chart()
  readonly #tabs = new RadioButtonGroup({ labels: [...MACHINES], active: 0, name: "machines" })
  readonly #alert = new Div({ name: "alert", ...WORDS })
  readonly #here = new Div({ name: "here", ...WORDS })
  readonly #presented = new Div({ name: "presented", ...WORDS })
  /**
   * A click does what its button said, for the machine that was shown, however late it arrives and however often: each
   * machine has its own buttons, and none changes what it does or takes the place of another.
   */
  readonly #buttons = MACHINES.map((_, machine) => ({
    take: button("Take the alert", () => this.#take(machine)),
    handBack: button("Hand it back", () => this.#handBack(machine)),
    present: button("Present to all", () => this.#tell(machine)),
  }))
  readonly #stop = button("Stop presenting", () => this.#stopPresenting())

  constructor(context: Context) {
    const { user } = context
    const role = user?.["role"]
    this.#name = user?.id ?? "a guest"
    this.#role = typeof role === "string" ? role : "guest"
    this.#kept = context.state({ presented: "" })
    this.#room = context.group("operations")
    this.#shared = this.#room.state<Readonly<Record<string, string>>>(NOBODY)
    const policy = { send: ["lead", "operator"], remove: ["lead"] }
    // All guests have the same user, so each guest gets an id of their own as a member.
    const as = this.#role === "guest" ? context.id : undefined
    this.#room.join({ name: this.#name, role: this.#role }, { policy, as })
    this.#listen()
    context.onCreated(() => this.#draw())
  }

  addTo(doc: Document): void {
    const who = html`<h1>Operations</h1><p>${this.#words()}</p>`
    const title = new Div({ text: String(who), ...WORDS })
    const presenting = row(...this.#buttons.map(({ present }) => present), this.#stop)
    const taking = row(...this.#buttons.flatMap(({ take, handBack }) => [take, handBack]))
    const lines = [title, this.#here, this.#presented]
    const parts = [...lines, this.#tabs, this.#chart.plot, this.#alert, taking, presenting]
    doc.add_root(column(...parts, { ...FILL, styles: { gap: "6px" } }))
    doc.add_periodic_callback(() => this.#draw(), 1000)
  }

  #words() {
    if (this.#role !== "guest") return html`You are ${this.#name}, ${this.#role}.`
    return html`You are a viewer. <a href="?sign-in">Sign in</a> to work here: as ada with the password lead, or as bob with desk.`
  }

  get #isLead(): boolean {
    return this.#role === "lead"
  }

  #listen(): void {
    this.#tabs.on_change("active", () => {
      this.#draw()
      const isFollowing = String(this.#machine) === this.#kept.presented
      return this.#isPresenting && !isFollowing ? this.#tell(this.#machine) : undefined
    })
    this.#shared.on_change(({ key }) => {
      if (key === "presented") this.#follow(this.#shared.value[key] ?? "")
      this.#draw()
    })
    this.#room.on_presence(() => this.#showHere())
  }

  #follow(presented: string): void {
    // It is reported again after each wake, when the operator may be looking at another machine.
    if (presented === this.#kept.presented) return
    this.#kept.presented = presented
    if (presented !== "") this.#tabs.active = Number(presented)
  }

  get #isPresenting(): boolean {
    return this.#isLead && this.#shared.value["presenter"] === this.#name
  }

  #tell(machine: number): Promise<void> {
    this.#kept.presented = String(machine)
    return this.#shared.set({ presented: String(machine), presenter: this.#name })
  }

  #stopPresenting(): Promise<void> | undefined {
    return this.#isPresenting ? this.#shared.set(NOBODY) : undefined
  }

  #take(machine: number): Promise<void> | undefined {
    if (this.#takerOf(machine) !== "") return undefined
    return this.#shared.set({ [keyOf(machine)]: this.#name })
  }

  #handBack(machine: number): Promise<void> | undefined {
    return this.#canHandBack(machine) ? this.#shared.set({ [keyOf(machine)]: "" }) : undefined
  }

  #takerOf(machine: number): string {
    return this.#shared.value[keyOf(machine)] ?? ""
  }

  /** The lead can hand back an alert whose operator has left. */
  #canHandBack(machine: number): boolean {
    const taker = this.#takerOf(machine)
    return taker !== "" && (this.#isLead || taker === this.#name)
  }

  #showHere(): void {
    const here = this.#room.members.filter(({ isOnline }) => isOnline)
    const guests = here.filter(({ role }) => role === "guest").length
    const names = here.flatMap(({ name, role }) => (role === "guest" ? [] : `${name} (${role})`))
    const all = guests === 0 ? names : [...names, guests === 1 ? "one guest" : `${guests} guests`]
    this.#here.text = String(html`<p>Here: ${all.join(", ")}</p>`)
  }

  get #machine(): number {
    return this.#tabs.active ?? 0
  }

  #draw(): void {
    const machine = this.#machine
    this.#chart.show(machine, Date.now())
    const { presenter, presented } = this.#shared.value
    const taker = this.#takerOf(machine)
    const what = `${MACHINES[machine]} was above ${LIMITS[machine]} °C`
    const state = taker ? `${taker} has taken it` : "nobody has taken it"
    this.#alert.text = String(html`<p class="alert">${what}: ${state}.</p>`)
    const shown = MACHINES[Number(presented)] ?? ""
    this.#presented.text = presenter ? String(html`<p>${presenter} presents the ${shown}.</p>`) : ""
    for (const [index, { take, handBack, present }] of this.#buttons.entries()) {
      const isShown = index === machine
      take.visible = handBack.visible = isShown && this.#role !== "guest"
      take.disabled = this.#takerOf(index) !== ""
      handBack.disabled = !this.#canHandBack(index)
      present.visible = isShown && this.#isLead
      present.disabled = this.#isPresenting
    }
    this.#stop.visible = this.#isLead
    this.#stop.disabled = !this.#isPresenting
  }
}

function button(label: string, act: () => Promise<void> | undefined): Button {
  const made = new Button({ label, width_policy: "min", visible: false })
  made.on_click(act)
  return made
}

function keyOf(machine: number): string {
  return `taken ${machine}`
}

function decoded(base64: string): string {
  try {
    return atob(base64)
  } catch {
    return ""
  }
}

/** The last minute of a machine: a function of the time, so that all desks show the same. */
function chart() {
  const source = new ColumnDataSource({ data: { time: [], celsius: [] } })
  const plot = figure({
    height: 300,
    x_axis_type: "datetime",
    tools: "",
    toolbar_location: null,
    name: "chart",
    ...FILL,
  })
  plot.xaxis.ticker = new DatetimeTicker({ desired_num_ticks: 3 }) // a phone has no room for more
  plot.line("time", "celsius", { source, line_width: 2 })
  const limit = new Span({ dimension: "width", line_color: "#d9534a", line_dash: "dashed" })
  plot.add_layout(limit)
  const show = (machine: number, nowMs: number) => {
    const time = Array.from({ length: SECONDS }, (_, i) => nowMs - (SECONDS - 1 - i) * 1000)
    limit.location = LIMITS[machine] ?? 0
    source.data = { time, celsius: time.map((ms) => celsiusOf(machine, ms)) }
    plot.yaxis.axis_label = `${MACHINES[machine]}, °C`
  }
  return { plot, show }
}

function celsiusOf(machine: number, ms: number): number {
  const seconds = Math.floor(ms / 1000) * (1 + machine / 3)
  return 60 + 10 * machine + 8 * Math.sin(seconds / 9) + 3 * Math.sin(seconds * 1.7)
}
